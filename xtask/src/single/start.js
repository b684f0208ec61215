
// The program is in the page itself: packed, since WebAssembly packs well and base64 does not.
const packed = document.querySelector("script[data-file='program']");
const bytes = Uint8Array.from(atob(packed.textContent.trim()), (letter) => letter.charCodeAt(0));
packed.remove();
const program = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
await START({ module_or_path: new Response(program, { headers: { "content-type": "application/wasm" } }) });
