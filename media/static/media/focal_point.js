// The focal point is set by a click on the picture or by the arrow keys; the crops follow at once.

const section = document.querySelector("[data-focal]")
const shapes = { "16x9": [16, 9], "4x3": [4, 3], "1x1": [1, 1] }
const STEP = 0.01
const LONG_STEP = 0.1

// Where the largest rectangle of a shape begins, as near to the focal point as the edges allow: as the server crops.
function start(focal, length, whole) {
  return Math.min(Math.max(Math.round(focal * whole - length / 2), 0), whole - length)
}

function share(offset, length, whole) {
  return whole > length ? (100 * offset) / (whole - length) : 50
}

function position(ratio, x, y, width, height) {
  const [across, down] = shapes[ratio]
  const cut = {
    width: Math.min(width, Math.floor((height * across) / down)) || 1,
    height: Math.min(height, Math.floor((width * down) / across)) || 1,
  }
  const left = share(start(x, cut.width, width), cut.width, width)
  const top = share(start(y, cut.height, height), cut.height, height)
  return `${left}% ${top}%`
}

function connect(section, inputs) {
  const stage = section.querySelector("[data-stage]")
  const marker = section.querySelector("[data-marker]")
  const size = [Number(section.dataset.width), Number(section.dataset.height)]
  const point = () => inputs.map((input) => Math.min(Math.max(Number(input.value), 0), 1))

  function show() {
    const [x, y] = point()
    marker.style.left = `${100 * x}%`
    marker.style.top = `${100 * y}%`
    const words = `${Math.round(100 * x)} % from the left, ${Math.round(100 * y)} % from the top`
    marker.setAttribute("aria-label", `Focal point: ${words}`)
    for (const figure of section.querySelectorAll("[data-ratio]"))
      figure.querySelector("img").style.objectPosition = position(figure.dataset.ratio, x, y, ...size)
  }

  function move(x, y) {
    for (const [number, value] of [x, y].entries()) {
      const inside = Math.min(Math.max(value, 0), 1)
      inputs[number].value = Math.round(inside * 1000) / 1000
    }
    show()
  }

  stage.addEventListener("click", (event) => {
    if (inputs[0].disabled || event.detail === 0) return
    const box = stage.querySelector("img").getBoundingClientRect()
    move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height)
    marker.focus()
  })
  marker.addEventListener("keydown", (event) => {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
    const way = ways[event.key]
    if (!way || inputs[0].disabled) return
    event.preventDefault()
    const step = event.shiftKey ? LONG_STEP : STEP
    const [x, y] = point()
    move(x + way[0] * step, y + way[1] * step)
  })
  for (const input of inputs) input.addEventListener("input", show)
  marker.hidden = section.querySelector("[data-crops]").hidden = false
  show()
}

if (section) {
  const inputs = ["focal_x", "focal_y"].map((name) => document.querySelector(`[name=${name}]`))
  if (inputs.every(Boolean) && section.querySelector("[data-stage] img")) connect(section, inputs)
}
