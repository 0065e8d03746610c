"use strict";
(function () {
  var form = document.getElementById("filters");
  var output = form.querySelector("output");
  var attention = ["failed", "broken-declaration", "timed-out", "crashed", "protocol-error", "harness-fault"];
  var unpacked = {};
  var index = null;
  var active = false;
  var target = null;  // what a permanent link brought: kept in sight while what surrounds it unfolds
  var settled = 0;

  // What a large report keeps aside. It was escaped when it was made, as the rest of the page was.
  function unpack(name) {
    if (!unpacked[name]) {
      var bytes = Uint8Array.from(atob(document.getElementById(name).textContent), function (one) {
        return one.charCodeAt(0);
      });
      var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
      unpacked[name] = new Response(stream).text();
    }
    return unpacked[name];
  }

  function put(number) {
    return unpack("z" + number).then(function (markup) {
      var box = document.createElement("template");
      box.innerHTML = markup;
      Array.from(box.content.children).forEach(function (fresh) {
        var stub = document.getElementById(fresh.id);
        if (stub && stub.dataset.z) { stub.replaceWith(fresh); }
      });
      if (active) { index.forEach(paint); }
      if (target && Date.now() < settled) { target.scrollIntoView(); }
    });
  }

  function putShelf() {
    var place = document.getElementById("shelved");
    if (!document.getElementById("shelf") || place.firstElementChild) { return Promise.resolve(); }
    return unpack("shelf").then(function (markup) { place.innerHTML = markup; });
  }

  function words(markup) {
    return markup.replace(/<svg[^]*?<\/svg>|<details class="?e\b[^]*?<\/details>/g, " ").replace(/<[^>]*>/g, " ")
      .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&").toLowerCase();
  }

  function entry(markup) {
    var parts = markup.split('<details class="s ');
    return {
      id: /id="([^"]*)"/.exec(parts[0])[1],
      provenance: /data-p="?(\w+)/.exec(parts[0])[1],
      text: words(parts[0]),
      scenarios: parts.slice(1).map(function (one) {
        return { verdict: /^[\w-]+/.exec(one)[0], text: words("<x " + one) };
      })
    };
  }

  function build() {
    var blocks = Array.from(document.querySelectorAll("script[id^=z]"), function (one) { return unpack(one.id); });
    return Promise.all(blocks).then(function (markups) {
      var kept = markups.join("").split(/(?=<section class="r )/).filter(Boolean);
      var plain = Array.from(document.querySelectorAll(".r:not(.z)"), function (one) { return one.outerHTML; });
      var known = {};
      kept.concat(plain).forEach(function (markup) { var one = entry(markup); known[one.id] = one; });
      index = Object.keys(known).map(function (id) { return known[id]; });
      index.forEach(function (one) { one.where = document.getElementById(one.id).closest(".k"); });
    });
  }

  function verdictFits(wanted, verdict) {
    return !wanted || (wanted === "attention" ? attention.indexOf(verdict) >= 0 : wanted === verdict);
  }

  function judge(one, asked) {
    function has(text) { return asked.words.every(function (word) { return text.indexOf(word) >= 0; }); }
    var here = (!asked.where || one.where.id === asked.where) &&
      (!asked.provenance || one.provenance === asked.provenance);
    var whole = has(one.text);
    one.fits = one.scenarios.map(function (scenario) {
      return here && verdictFits(asked.verdict, scenario.verdict) && (whole || has(one.text + " " + scenario.text));
    });
    one.shown = here && whole && !asked.verdict || one.fits.indexOf(true) >= 0;
  }

  function paint(one) {
    var node = document.getElementById(one.id);
    node.hidden = !one.shown;
    if (!node.dataset.z) {
      node.querySelectorAll(".s").forEach(function (scenario, number) { scenario.hidden = !one.fits[number]; });
    }
  }

  function filter() {
    var asked = {
      words: form.elements.find.value.toLowerCase().split(/\s+/).filter(Boolean),
      verdict: form.elements.verdict.value,
      provenance: form.elements.provenance.value,
      where: form.elements["class"].value
    };
    var shown = 0, total = 0;
    active = !!(asked.words.length || asked.verdict || asked.provenance || asked.where);
    index.forEach(function (one) {
      judge(one, asked);
      paint(one);
      total += one.fits.length;
      shown += one.fits.filter(Boolean).length;
    });
    document.querySelectorAll(".k").forEach(function (section) {
      section.hidden = active && !index.some(function (one) { return one.shown && one.where === section; });
    });
    output.value = active ? shown + " of " + total + " scenarios shown" : total + " scenarios";
  }

  function apply() {
    if (index) { filter(); return Promise.resolve(); }
    output.value = "searching";
    return build().then(filter);
  }

  function brought(id) {
    var node = document.getElementById(id);
    if (node && !node.dataset.z) { return Promise.resolve(node); }
    var stub = node || document.getElementById(id.split("/")[0]);
    var done = stub && stub.dataset.z ? put(stub.dataset.z) : /^x\d+$/.test(id) ? putShelf() : Promise.resolve();
    return done.then(function () { return document.getElementById(id); });
  }

  function reveal() {
    var id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (malformed) { return; }
    if (!id) { return; }
    brought(id).then(function (node) {
      if (!node) { return; }
      if (node.closest("[hidden]")) { form.reset(); if (index) { clearTimeout(timer); filter(); } }
      for (var one = node; one; one = one.parentElement) {
        if (one.tagName === "DETAILS") { one.open = true; }
      }
      if (target) { target.classList.remove("here"); }
      target = node;
      settled = Date.now() + 1500;
      node.classList.add("here");
      node.scrollIntoView();
      setTimeout(function () { if (target === node) { node.scrollIntoView(); } }, 150);
    });
  }

  // Prints what is unfolded with what was sent and received.
  function unfold() {
    document.querySelectorAll(".s[open] .e").forEach(function (one) { one.open = true; });
  }

  function watch() {
    var stubs = document.querySelectorAll(".z");
    if (!stubs.length) { return; }
    var observer = new IntersectionObserver(function (seen) {
      seen.forEach(function (one) {
        if (!one.isIntersecting) { return; }
        observer.unobserve(one.target);
        if (one.target.isConnected) { put(one.target.dataset.z); }
      });
    }, { rootMargin: "300px" });
    stubs.forEach(function (stub) { observer.observe(stub); });
  }

  var timer = 0;
  form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(apply, 80); });
  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  form.addEventListener("reset", function () { clearTimeout(timer); timer = setTimeout(apply); });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", unfold);
  form.hidden = false;
  var shelf = document.getElementById("shelved");
  if (shelf) { shelf.parentElement.addEventListener("toggle", putShelf); }
  if (location.hash) { reveal(); }
  watch();
})();
