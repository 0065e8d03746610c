"use strict";
(function () {
  var form = document.getElementById("filters");
  var output = form.querySelector("output");
  var attention = ["failed", "broken-declaration", "timed-out", "crashed", "protocol-error", "harness-fault"];
  var index = null;

  function build() {
    return Array.from(document.querySelectorAll(".k"), function (section) {
      return {
        node: section,
        requirements: Array.from(section.querySelectorAll(".r"), function (node) {
          var own = [node.id, node.querySelector("h3").textContent, node.dataset.p];
          node.querySelectorAll(".d,.q").forEach(function (part) { own.push(part.textContent); });
          return {
            node: node,
            text: own.join(" ").toLowerCase(),
            scenarios: Array.from(node.querySelectorAll(".s"), function (scenario) {
              var message = scenario.querySelector(".m");
              var text = scenario.firstElementChild.textContent + " " + (message ? message.textContent : "");
              return { node: scenario, verdict: scenario.classList[1], text: text.toLowerCase() };
            })
          };
        })
      };
    });
  }

  function verdictFits(wanted, verdict) {
    return !wanted || (wanted === "attention" ? attention.indexOf(verdict) >= 0 : wanted === verdict);
  }

  function apply() {
    index = index || build();
    var words = form.elements.find.value.toLowerCase().split(/\s+/).filter(Boolean);
    var verdict = form.elements.verdict.value;
    var provenance = form.elements.provenance.value;
    var wanted = form.elements["class"].value;
    var active = words.length || verdict || provenance || wanted;
    var shown = 0, total = 0;
    function has(text) { return words.every(function (word) { return text.indexOf(word) >= 0; }); }
    index.forEach(function (section) {
      var any = false;
      section.requirements.forEach(function (requirement) {
        var here = (!wanted || section.node.id === wanted) && (!provenance || requirement.node.dataset.p === provenance);
        var whole = has(requirement.text);
        var some = here && whole && !verdict;
        requirement.scenarios.forEach(function (scenario) {
          var fits = here && verdictFits(verdict, scenario.verdict) && (whole || has(requirement.text + " " + scenario.text));
          scenario.node.hidden = !fits;
          total += 1;
          if (fits) { shown += 1; some = true; }
        });
        requirement.node.hidden = !some;
        any = any || some;
      });
      section.node.hidden = !any && !!active;
    });
    output.value = active ? shown + " of " + total + " scenarios shown" : total + " scenarios";
  }

  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1));
    var node = id && document.getElementById(id);
    if (!node) { return; }
    if (node.closest("[hidden]")) { form.reset(); apply(); }
    for (var one = node; one; one = one.parentElement) {
      if (one.tagName === "DETAILS") { one.open = true; }
    }
    node.scrollIntoView();
  }

  var timer = 0;
  form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(apply, 80); });
  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  form.addEventListener("reset", function () { setTimeout(apply); });
  window.addEventListener("hashchange", reveal);
  form.hidden = false;
  if (location.hash) { reveal(); }
})();
