// Choosing an image in the library: the admin's own list, opened as a popup.

let count = 0

// Resolves to the id of the image that was chosen, or to null when the window was closed.
export function pickFromLibrary(library) {
  return new Promise((resolve) => {
    const receiver = document.createElement("input")
    receiver.type = "hidden"
    receiver.id = `library_choice_${++count}`
    document.body.append(receiver)
    // The popup writes into the element that the window is named after.
    const popup = window.open(`${library}?_to_field=id&_popup=1`, receiver.id, "width=1100,height=760")
    const timer = setInterval(() => {
      if (!receiver.value && popup && !popup.closed) return
      clearInterval(timer)
      receiver.remove()
      resolve(receiver.value || null)
    }, 100)
  })
}

const cards = new Map()

// What is shown of an image: {id, title, src, missing, alt, caption, badges}; `missing` says why there is no src.
export function imageCard(library, id) {
  if (!cards.has(id)) {
    const answer = fetch(`${library}${id}/card/`).then((found) => (found.ok ? found.json() : null))
    cards.set(id, answer.catch(() => null))
  }
  return cards.get(id)
}

export function picture(card) {
  const frame = document.createElement("span")
  frame.className = "thumb"
  if (card?.src) {
    const image = document.createElement("img")
    image.src = card.src
    image.alt = ""
    image.dataset.madeLate = ""
    frame.append(image)
  } else {
    const empty = document.createElement("span")
    empty.className = "thumb-empty"
    empty.textContent = card ? card.missing : "not found"
    frame.append(empty)
  }
  for (const [kind, word] of card?.badges || []) {
    const badge = document.createElement("span")
    badge.className = `badge badge-${kind}`
    badge.textContent = word
    frame.append(badge)
  }
  return frame
}

async function show(box, id) {
  const chosen = box.querySelector("[data-chosen]")
  const input = box.querySelector("input")
  input.value = id || ""
  chosen.replaceChildren()
  box.querySelector("[data-remove]").hidden = !id
  input.dispatchEvent(new Event("change", { bubbles: true }))
  if (!id) return
  const card = await imageCard(box.dataset.imagePicker, id)
  const link = document.createElement("a")
  link.textContent = card?.title || id
  link.target = "_blank"
  link.rel = "noopener"
  link.href = `${box.dataset.imagePicker}${id}/change/`
  chosen.replaceChildren(picture(card), link)
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-image-picker] button")
  if (!button) return
  const box = button.closest("[data-image-picker]")
  if (button.matches("[data-remove]")) show(box, null)
  if (button.matches("[data-choose]")) {
    const id = await pickFromLibrary(box.dataset.imagePicker)
    if (id) show(box, id)
  }
})
