/** Whether a query ends what it begins: for the editor one that breaks off has no fault. */
export function isWhole(sparql: string): boolean {
  const plain = sparql.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|<[^<>\s]*>|#.*/g, "");
  return /\{/.test(plain) && plain.split("{").length === plain.split("}").length;
}
