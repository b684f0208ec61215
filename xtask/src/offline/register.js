if ("serviceWorker" in navigator) {
  const workers = navigator.serviceWorker;
  const tell = (state) => { document.documentElement.dataset.offline = state; };
  const keep = async () => {
    const known = await workers.getRegistration();
    // A newer build has been fetched since the last visit: begin with it, now that nothing is begun yet.
    if (known?.waiting && workers.controller) {
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      known.waiting.postMessage("take over");
      return;
    }
    // Where only trusted addresses may become scripts, this is the one.
    const trusted = window.trustedTypes?.createPolicy("certlab-worker", { createScriptURL: () => "worker.js" });
    const worker = trusted?.createScriptURL("") ?? "worker.js";
    const registration = await workers.register(worker, { updateViaCache: "none" });
    await workers.ready;
    tell("ready");
    const look = () => {
      if (registration.waiting) tell("newer");
      else registration.installing?.addEventListener("statechange", look);
    };
    registration.addEventListener("updatefound", look);
    look();
    await registration.update();
  };
  keep().catch(() => {});
}
