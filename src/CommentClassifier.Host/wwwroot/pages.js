// Keys and the like of single pages; desk.js calls attach() after each load and each enhanced navigation.
import * as keys from './keys.js';

export function attach() {
  keys.attach();
}
