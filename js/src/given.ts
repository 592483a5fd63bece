/**
 * Gives an object back from `new`, so that a class derived from this adds its private fields to it. Nobody
 * else sees them, and they run no trap of a Proxy.
 */
export class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: what the class is for
    return object;
  }
}
