/** A `Map` or `WeakMap`, as far as looking things up and keeping them goes. */
export interface Keeps<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** What a map has for a key, made and put there when it has nothing (`getOrInsertComputed` of ECMAScript to come). */
export function getOrInsertComputed<Key, Value>(
  map: Keeps<Key, Value>,
  key: Key,
  make: (key: Key) => NoInfer<Value>,
): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make(key);
    map.set(key, value);
  }
  return value;
}

/** A function of one argument that remembers its results, and forgets all of them when there are more than `most`. */
export function remembered<Argument, Result>(
  most: number,
  work: (argument: Argument) => Result,
): (argument: Argument) => Result {
  const results = new Map<Argument, Result>();
  return (argument) => {
    let result = results.get(argument);
    if (result === undefined) {
      result = work(argument);
      if (results.size >= most) results.clear();
      results.set(argument, result);
    }
    return result;
  };
}
