// Many pictures at once: dropped anywhere on the page or chosen, each with its progress and its own answer.

const section = document.querySelector("[data-upload]")
const AT_ONCE = 2
const waiting = []
let running = 0
const counts = {}

function row(name) {
  const made = section.querySelector("template").content.firstElementChild.cloneNode(true)
  made.querySelector("[data-name]").textContent = name
  made.querySelector("[data-progress]").setAttribute("aria-label", `Upload of ${name}`)
  section.querySelector("[data-results]").append(made)
  return made
}

function link({ address, title }) {
  const made = document.createElement("a")
  made.href = address
  made.textContent = title
  // In a popup the library stays open: what was uploaded is chosen there.
  if (document.body.classList.contains("popup")) made.target = "_blank"
  return made
}

function note(...pieces) {
  const made = document.createElement("span")
  made.className = "upload-remark"
  made.append(...pieces)
  return made
}

function joined(links) {
  return links.flatMap((one, number) => (number ? [", ", one] : [one]))
}

function tell(place, { status, reason, image, remarks = [], lookalikes = [] }) {
  place.dataset.status = status
  place.querySelector("[data-progress]").hidden = true
  const answer = place.querySelector("[data-answer]")
  if (status === "accepted") answer.replaceChildren("taken: ", link(image))
  else if (status === "duplicate") answer.replaceChildren(`${reason} `, link(image))
  else answer.replaceChildren(`refused: ${reason}`)
  answer.append(...remarks.map((remark) => note(remark)))
  if (status === "accepted" && lookalikes.length)
    answer.append(note("It looks like ", ...joined(lookalikes.map(link)), "."))
  counts[status] = (counts[status] || 0) + 1
}

function answered(request) {
  try {
    return JSON.parse(request.responseText)
  } catch {
    const reasons = { 0: "the connection broke: send it again.", 403: "sign in again and send it once more." }
    const reason = reasons[request.status] || `the server answered ${request.status}: send it again.`
    return { status: "refused", reason }
  }
}

function send({ file, place }) {
  running += 1
  const request = new XMLHttpRequest()
  const form = section.querySelector("form")
  const body = new FormData()
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
  body.append("files", file)
  const progress = place.querySelector("[data-progress]")
  const answer = place.querySelector("[data-answer]")
  place.dataset.status = "sending"
  answer.textContent = "sending"
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) progress.value = (100 * event.loaded) / event.total
  })
  request.upload.addEventListener("load", () => {
    progress.removeAttribute("value") // All is sent; how long it is looked at is not known.
    answer.textContent = "is being looked at"
  })
  request.addEventListener("loadend", () => {
    running -= 1
    tell(place, answered(request))
    next()
  })
  request.open("POST", form.action)
  request.setRequestHeader("Accept", "application/json")
  request.send(body)
}

function next() {
  while (running < AT_ONCE && waiting.length) send(waiting.shift())
  if (running || waiting.length) return
  const words = { accepted: "taken", duplicate: "there already", refused: "refused" }
  const said = Object.entries(words).filter(([status]) => counts[status])
  section.querySelector("[data-sum]").textContent =
    "Done: " + said.map(([status, word]) => `${counts[status]} ${word}`).join(", ") + "."
  if (counts.accepted) renew()
}

// The list below shows what has come, without a new page that would forget the answers above.
async function renew() {
  const list = document.querySelector("#changelist-form")
  if (!list) return
  const answer = await fetch(location.href)
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const newer = page.querySelector("#changelist-form")
  if (!newer) return
  list.replaceChildren(...newer.childNodes)
  // How many they are stands beside the search, outside of the list.
  const count = page.querySelector("#changelist-search .quiet")
  if (count) document.querySelector("#changelist-search .quiet")?.replaceWith(count)
  // Django's own script has tied only the links that were there when the page came.
  for (const one of list.querySelectorAll("a[data-popup-opener]"))
    one.addEventListener("click", (event) => {
      event.preventDefault()
      window.opener.dismissRelatedLookupPopup(window, one.dataset.popupOpener)
    })
}

function take(files) {
  section.querySelector("[data-sum]").textContent = ""
  for (const file of files) waiting.push({ file, place: row(file.name) })
  next()
}

function carriesFiles(event) {
  return event.dataTransfer?.types.includes("Files")
}

if (section) {
  const input = section.querySelector("input[type=file]")
  section.querySelector("button[type=submit]").hidden = true
  input.addEventListener("change", () => {
    take(input.files)
    input.value = ""
  })
  let depth = 0
  const mark = (change) => {
    depth = Math.max(0, depth + change)
    section.classList.toggle("is-over", depth > 0)
  }
  document.addEventListener("dragenter", (event) => carriesFiles(event) && mark(1))
  document.addEventListener("dragleave", (event) => carriesFiles(event) && mark(-1))
  document.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault()
  })
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    mark(-depth)
    take(event.dataTransfer.files)
  })
  window.addEventListener("beforeunload", (event) => {
    if (running || waiting.length) event.preventDefault()
  })
}
