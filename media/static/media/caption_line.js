// The line under the picture, as it will read in each language, while it is being typed. The server says it.

const panel = document.querySelector("[data-caption-lines]")
const form = document.querySelector("#image_form")
const said = ["credit", "digital_source_type", "ai_system", "is_illustrative"]
let timer
let asked = 0
let suggestion = null

async function refresh() {
  const values = new FormData(form)
  const query = new URLSearchParams(said.map((name) => [name, values.get(name) || ""]))
  const turn = ++asked
  const answer = await fetch(`${panel.dataset.captionLines}?${query}`)
  // An answer that was overtaken by a later question says nothing any more.
  if (answer.ok && turn === asked) show(await answer.json())
}

function show({ lines, contradiction, reading }) {
  for (const [language, line] of Object.entries(lines)) {
    const place = panel.querySelector(`[data-language="${language}"]`)
    if (place) place.textContent = line || "—"
  }
  panel.querySelector("[data-contradiction]").textContent = contradiction
  suggestion = reading
  panel.querySelector("[data-reading]").hidden = !reading
  if (!reading) return
  const words = [reading.label, reading.ai_system, reading.is_illustrative ? "illustrative" : ""]
  panel.querySelector("[data-suggestion]").textContent = words.filter(Boolean).join(", ")
  panel.querySelector("[data-take]").hidden = form.elements.digital_source_type.disabled
}

function take() {
  const { digital_source_type: term, ai_system: system, is_illustrative: illustrative } = form.elements
  term.value = suggestion.term
  if (suggestion.ai_system) system.value = suggestion.ai_system
  if (suggestion.is_illustrative) illustrative.checked = true
  term.focus()
  refresh()
}

if (panel && form) {
  form.addEventListener("input", (event) => {
    if (!said.includes(event.target.name)) return
    clearTimeout(timer)
    timer = setTimeout(refresh, 250)
  })
  panel.querySelector("[data-take]").addEventListener("click", take)
  if (!panel.querySelector("[data-reading]").hidden) refresh()
}
