/**
 * The address of a file that a packaged app keeps beside its archive instead of in it. A thread starts from a
 * real file only; outside a package the address stays as it is.
 */
export function unpackedUrl(url: URL): URL {
  return new URL(url.href.replace(/\/app\.asar\//, '/app.asar.unpacked/'));
}
