declare module "graphology-layout-forceatlas2/iterate" {
  /** One round over a matrix of nodes (ten numbers each) and one of links (three numbers each), in place. */
  export default function iterate(settings: object, nodes: Float32Array, links: Float32Array): object;
}
