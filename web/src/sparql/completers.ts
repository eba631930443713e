// Completion of classes and relations from the ontology that the server has, in place of yasgui's services elsewhere.

import type Yasgui from "@zazuko/yasgui";

export interface Term {
  iri: string;
  label: string;
  comment: string;
}

type Editor = typeof Yasgui.Yasqe;
type Lookup = (text: string, type: "class" | "property") => Promise<Term[]>;

/** Registers ours and leaves of yasgui's only the one for variables. */
export function completers(editor: Editor, prefixes: Record<string, string>, look: Lookup): void {
  const known = editor.Autocompleters;
  for (const [name, type] of [
    ["class", "class"],
    ["property", "property"],
  ] as const) {
    const theirs = known[name];
    if (theirs === undefined) continue;
    const ours = `fkg-${name}`;
    if (known[ours] !== undefined) continue;
    editor.registerAutocompleter(
      {
        ...theirs,
        name: ours,
        bulk: false,
        persistenceId: null,
        get: async (_editor, token) =>
          (await look(local(token?.autocompletionString ?? "", prefixes), type)).map(({ iri }) => iri),
      },
      false,
    );
  }
  editor.defaults.autocompleters = ["fkg-class", "fkg-property", "variables"];
}

/** What of a prefixed name or an IRI somebody has typed so far: the part after the prefix. */
export function local(typed: string, prefixes: Record<string, string>): string {
  const bare = typed.replace(/^<|>$/g, "");
  const prefix = Object.values(prefixes).find((iri) => bare.startsWith(iri));
  if (prefix !== undefined) return bare.slice(prefix.length);
  return bare.slice(bare.lastIndexOf(":") + 1);
}
