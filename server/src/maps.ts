/** A `Map` or `WeakMap`, as far as looking things up and keeping them goes. */
export interface Keeps<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** What a map has for a key, made and put there when it has nothing (`getOrInsertComputed` of ECMAScript to come). */
export function getOrInsertComputed<Key, Value>(map: Keeps<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make(key);
    map.set(key, value);
  }
  return value;
}

/** For maps of maps. */
export function newMap<Key, Value>(): Map<Key, Value> {
  return new Map();
}
