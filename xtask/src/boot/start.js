import init from "GLUE";

// The program arrives once and is used twice: compiled while it arrives (as the network's own
// answer, so that the browser may keep what it compiled), and counted and hashed. It runs only
// if it is the very one that this page was published with.
const bar = document.querySelector(".boot progress");
const pieces = [];
async function counted(body) {
  let arrived = 0;
  for (let reader = body.getReader(), step; !(step = await reader.read()).done; ) {
    pieces.push(step.value);
    arrived += step.value.length;
    if (bar) bar.value = arrived / SIZE;
  }
  const digest = await crypto.subtle.digest("SHA-384", await new Blob(pieces).arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
try {
  const answer = await fetch("PROGRAM");
  if (!answer.ok) throw new Error(`PROGRAM: ${answer.status}`);
  const copy = answer.clone();
  const [program, hash] = await Promise.all([WebAssembly.compileStreaming(answer), counted(copy.body)]);
  pieces.length = 0;
  if (hash !== "HASH") throw new Error("PROGRAM is not the one that was published");
  await init({ module_or_path: program });
} catch (error) {
  document.documentElement.dataset.boot = "failed";
  throw error;
}
