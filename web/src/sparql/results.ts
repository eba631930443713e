// A click on an IRI in a result: a thing of this graph goes into the picture, a web page opens apart, all else does nothing.

export function clicked(event: Event, base: string, open: (iri: string) => void): void {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.download !== "") return;
  const iri = link.getAttribute("href") ?? "";
  event.preventDefault();
  event.stopPropagation();
  if (iri.startsWith(base)) open(iri);
  else if (/^https?:\/\//i.test(iri)) window.open(iri, "_blank", "noopener,noreferrer");
}
