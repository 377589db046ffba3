/**
 * What a function makes of an object, made at the first call and kept as long as the object lives. Only for objects that no longer change
 * then; what is given besides is the same at every call for one of them.
 */
export function oncePer<Key extends object, Rest extends readonly unknown[], Made>(
  make: (key: Key, ...rest: Rest) => Made,
): (key: Key, ...rest: Rest) => Made {
  const kept = new WeakMap<Key, { readonly made: Made }>();
  return (key, ...rest) => {
    const known = kept.get(key) ?? { made: make(key, ...rest) };
    kept.set(key, known);
    return known.made;
  };
}
