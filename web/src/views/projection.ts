// The Equal Earth projection (Šavrič, Patterson and Jenny 2018): areas keep their proportion.

const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
const ROOT = Math.sqrt(3) / 2;
const SCALE = 175;

export const WORLD = { width: 950, height: 462 };

/** The place of a longitude and latitude, in degrees, on a map of that width and height. */
export function projected(lon: number, lat: number): [number, number] {
  const angle = Math.asin(ROOT * Math.sin((lat * Math.PI) / 180));
  const square = angle * angle;
  const sixth = square ** 3;
  const x =
    (((lon * Math.PI) / 180) * Math.cos(angle)) / (ROOT * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)));
  const y = angle * (A1 + A2 * square + sixth * (A3 + A4 * square));
  return [WORLD.width / 2 + SCALE * x, WORLD.height / 2 - SCALE * y];
}
