/** Everything derived, by what it was derived from. Nothing here keeps an owner alive. */
const derivations = new WeakMap<object, Map<unknown, unknown>>();

/**
 * What `make` makes of its owner, made when first asked for and kept as long as the owner lives: a site, a view, a
 * version of a file. What it depends on must be reachable from the owner and immutable. `make` is the key as well, so
 * it must be a function of a module, not one that is made anew for each call.
 */
export function derived<Owner extends object, Value>(owner: Owner, make: (owner: Owner) => Value): Value {
  let made = derivations.get(owner);
  if (!made) {
    made = new Map();
    derivations.set(owner, made);
  }
  const known = made.get(make);
  if (known !== undefined || made.has(make)) return known as Value;
  const value = make(owner);
  made.set(make, value);
  return value;
}
