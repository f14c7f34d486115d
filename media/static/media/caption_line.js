// The line under the picture, as it will read in each language, while it is being typed.

const panel = document.querySelector("[data-caption-lines]")
const form = document.querySelector("#image_form")
const said = ["credit", "digital_source_type", "ai_system", "is_illustrative"]
let timer

async function refresh() {
  const values = new FormData(form)
  const query = new URLSearchParams(said.map((name) => [name, values.get(name) || ""]))
  const answer = await fetch(`${panel.dataset.captionLines}?${query}`)
  if (!answer.ok) return
  for (const [language, line] of Object.entries(await answer.json())) {
    const place = panel.querySelector(`[data-language="${language}"]`)
    if (place) place.textContent = line || "—"
  }
}

if (panel && form) {
  form.addEventListener("input", (event) => {
    if (!said.includes(event.target.name)) return
    clearTimeout(timer)
    timer = setTimeout(refresh, 250)
  })
}
