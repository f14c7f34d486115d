// Rows that can be added, moved and removed, a warning before typed text is lost, and pictures that come late.

function renumber(list) {
  let place = 1
  for (const row of list.querySelectorAll("[data-row]")) {
    const order = row.querySelector("[data-row-order]")
    if (order) order.value = place++
  }
}

function addRow(section) {
  const total = section.querySelector("[name$=-TOTAL_FORMS]")
  const number = Number(total.value)
  const piece = section.querySelector("template").content.cloneNode(true)
  const row = piece.querySelector("[data-row]")
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of [...element.attributes]) {
      if (attribute.value.includes("__prefix__"))
        element.setAttribute(attribute.name, attribute.value.replaceAll("__prefix__", number))
    }
  }
  total.value = number + 1
  const list = section.querySelector("[data-rows-list]")
  list.append(piece)
  renumber(list)
  row.dispatchEvent(
    new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: section.dataset.rows } }),
  )
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus()
}

function removeRow(row) {
  const box = row.querySelector("[data-row-remove]")
  const list = row.parentElement
  if (box) box.checked = true
  row.hidden = true
  row.removeAttribute("data-row")
  renumber(list)
  list.dispatchEvent(new Event("change", { bubbles: true }))
}

function moveRow(row, step) {
  const rows = [...row.parentElement.querySelectorAll("[data-row]")]
  const other = rows[rows.indexOf(row) + step]
  if (!other) return
  if (step < 0) other.before(row)
  else other.after(row)
  renumber(row.parentElement)
  row.dispatchEvent(new Event("change", { bubbles: true }))
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button")
  if (!button) return
  if (button.matches("[data-rows-add]")) addRow(button.closest("[data-rows]"))
  const row = button.closest("[data-row]")
  if (!row) return
  if (button.matches("[data-row-delete]")) removeRow(row)
  if (button.matches("[data-row-up]")) moveRow(row, -1)
  if (button.matches("[data-row-down]")) moveRow(row, 1)
  if (button.matches("[data-row-up], [data-row-down]")) button.focus()
})

// What is to be copied is selected as well, for browsers that let no page write to the clipboard.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button[data-copy]")
  if (!button) return
  const field = document.getElementById(button.dataset.copy)
  field.select()
  try {
    await navigator.clipboard.writeText(field.value)
    button.textContent = "Copied"
  } catch {
    button.textContent = "Press Ctrl+C"
  }
})

// One of a list at most: boxes that are marked as such behave like radio buttons that can be cleared.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-only-one]") || !event.target.checked) return
  for (const box of event.target.closest("[data-rows]").querySelectorAll("[data-only-one]"))
    if (box !== event.target) box.checked = false
})

// What was typed and not sent is not lost by a stray click. The page's own scripts fill fields, too, so what
// counts is what differs from the moment before the first key or click.
const guarded = document.querySelector("#content-main > form[id$=_form]")
let before = null
let isSending = false

function typed() {
  return JSON.stringify([...new FormData(guarded)].map(([name, value]) => [name, value.name ?? value]))
}

function remember() {
  before ??= typed()
}

if (guarded) {
  // A page with errors holds what was typed and not stored.
  if (guarded.querySelector(".errornote, .stale")) before = ""
  document.addEventListener("keydown", remember, { capture: true })
  document.addEventListener("pointerdown", remember, { capture: true })
  guarded.addEventListener("submit", () => (isSending = true))
  window.addEventListener("beforeunload", (event) => {
    if (!isSending && before !== null && typed() !== before) event.preventDefault()
  })
}

// A picture that is still being made is asked for again, and says so in the end when it does not come.
const PATIENCE = 5
const PAUSE = 2500

function askAgain(picture) {
  const tries = Number(picture.dataset.madeLate) + 1
  picture.dataset.madeLate = tries
  if (tries <= PATIENCE) {
    const address = picture.src
    setTimeout(() => (picture.src = address), PAUSE * tries)
    return
  }
  const frame = document.createElement("span")
  frame.className = "thumb-empty"
  frame.textContent = "cannot be shown"
  picture.replaceWith(frame)
}

const LATE = "img[data-made-late]"
document.addEventListener("error", ({ target }) => target.matches?.(LATE) && askAgain(target), { capture: true })
for (const picture of document.querySelectorAll(LATE))
  if (picture.complete && picture.currentSrc && !picture.naturalWidth) askAgain(picture)
