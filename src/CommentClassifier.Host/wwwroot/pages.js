// Keys and the like of single pages; desk.js calls attach() after each load and each enhanced navigation.
export function attach() {
}
