// The words of the body's vocabulary that the editor does not bring itself: an image of the library,
// an embed, a pull quote, and the mark of a passage that a citation supports.

import { Mark, Node, mergeAttributes, updateAttrsDialog } from "django-prose-editor/editor"

import { imageCard, pickFromLibrary, picture } from "../media/image_picker.js"

const text = (words) => (words ? [{ type: "text", text: words }] : [])

// One attribute of a node under its name in the stored HTML; absent when it is empty.
function stored(key, name) {
  return {
    [key]: {
      default: null,
      parseHTML: (element) => element.getAttribute(name),
      renderHTML: (attributes) => (attributes[key] ? { [name]: attributes[key] } : {}),
    },
  }
}

const captionOf = (figure) =>
  figure.querySelector("figcaption") || document.createElement("figcaption")

// The view of a figure: what it shows (not editable), a line of buttons, and its caption, typed in place.
function figureView({ className, editor, getPos, node, draw, edit, placeholder }) {
  const dom = document.createElement("figure")
  dom.className = className
  const shown = document.createElement("div")
  shown.className = "figure-shown"
  shown.contentEditable = "false"
  const buttons = document.createElement("div")
  buttons.className = "figure-buttons"
  buttons.contentEditable = "false"
  const caption = document.createElement("figcaption")
  caption.dataset.placeholder = placeholder
  dom.append(shown, buttons, caption)
  let current = node
  for (const [label, act] of [
    ["Edit…", () => edit(editor, current, getPos())],
    ["Remove", () => editor.chain().focus().deleteRange({ from: getPos(), to: getPos() + current.nodeSize }).run()],
  ]) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = label
    button.addEventListener("click", act)
    buttons.append(button)
  }
  const refresh = () => {
    caption.classList.toggle("is-empty", current.content.size === 0)
    draw(shown, current)
  }
  refresh()
  return {
    dom,
    contentDOM: caption,
    update(updated) {
      if (updated.type !== current.type) return false
      const redraw = JSON.stringify(updated.attrs) !== JSON.stringify(current.attrs)
      current = updated
      caption.classList.toggle("is-empty", current.content.size === 0)
      if (redraw) draw(shown, current)
      return true
    },
    ignoreMutation: (mutation) => mutation.type !== "selection" && !caption.contains(mutation.target),
    stopEvent: (event) => buttons.contains(event.target),
  }
}

function setAttributes(editor, position, attributes) {
  editor
    .chain()
    .focus()
    .command(({ tr }) => {
      tr.setNodeMarkup(position, undefined, attributes)
      return true
    })
    .run()
}

function insertBlock(editor, block) {
  editor.chain().focus().insertContent([block, { type: "paragraph" }]).run()
}

export const ImageFigure = Node.create({
  name: "imageFigure",
  group: "block",
  content: "inline*",
  draggable: true,
  isolating: true,

  addOptions() {
    return { library: "" }
  },

  addAttributes() {
    return { ...stored("image", "data-image-id"), ...stored("alt", "data-alt") }
  },

  parseHTML() {
    return [{ tag: "figure[data-image-id]", contentElement: captionOf }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", mergeAttributes(HTMLAttributes), ["figcaption", 0]]
  },

  addNodeView() {
    const library = this.options.library
    const draw = async (place, node) => {
      const card = await imageCard(library, node.attrs.image)
      const note = document.createElement("div")
      note.className = "figure-note"
      note.textContent = node.attrs.alt ? `Alternative text here: ${node.attrs.alt}` : card?.title || ""
      place.replaceChildren(picture(card), note)
    }
    const edit = async (editor, node, position) => {
      const said = await imageDialog(editor, { alt: node.attrs.alt || "" }, "Update")
      if (said) setAttributes(editor, position, { ...node.attrs, alt: said.alt || null })
    }
    const placeholder = "Caption here (empty: the image's own)"
    return (props) => figureView({ ...props, className: "library-image", draw, edit, placeholder })
  },

  addMenuItems({ buttons, menu }) {
    const library = this.options.library
    menu.defineItem({
      name: "imageFigure",
      groups: "library",
      button: buttons.material("add_photo_alternate", "Image from the library"),
      command: async (editor) => {
        const image = await pickFromLibrary(library)
        if (!image) return
        const said = await insertDialog(editor, { alt: "", caption: "" })
        if (!said) return
        const attrs = { image, alt: said.alt || null }
        insertBlock(editor, { type: "imageFigure", attrs, content: text(said.caption) })
      },
    })
  },
})

const altField = {
  type: "string",
  format: "textarea",
  title: "Alternative text in this article",
  description: "(empty: the image's own)",
}
const imageDialog = (editor, values, submitText) =>
  updateAttrsDialog({ alt: altField }, { title: "Image", submitText })(editor, values)
const insertDialog = updateAttrsDialog(
  {
    alt: altField,
    caption: {
      type: "string",
      format: "textarea",
      title: "Caption in this article",
      description: "(empty: the image's own)",
    },
  },
  { title: "Image", submitText: "Insert" },
)

const embedDialog = updateAttrsDialog(
  {
    url: {
      type: "string",
      format: "url",
      required: true,
      title: "Address of what is to be shown",
      description: "(https://…)",
    },
  },
  { title: "Embed", submitText: "OK" },
)

export const Embed = Node.create({
  name: "embed",
  group: "block",
  content: "inline*",
  draggable: true,
  isolating: true,

  addAttributes() {
    return { ...stored("url", "data-embed-url"), ...stored("provider", "data-embed-provider") }
  },

  parseHTML() {
    return [{ tag: "figure[data-embed-url]", contentElement: captionOf }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", mergeAttributes(HTMLAttributes), ["figcaption", 0]]
  },

  addNodeView() {
    const draw = (place, node) => {
      const provider = document.createElement("strong")
      provider.textContent = node.attrs.provider || "embed"
      const url = document.createElement("span")
      url.textContent = node.attrs.url
      place.replaceChildren(provider, url)
    }
    const edit = async (editor, node, position) => {
      const said = await embedDialog(editor, { url: node.attrs.url })
      // The provider is read from the address when the article is saved.
      if (said) setAttributes(editor, position, { url: said.url, provider: null })
    }
    return (props) =>
      figureView({ ...props, className: "embed", draw, edit, placeholder: "Caption" })
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "embed",
      groups: "library",
      button: buttons.material("smart_display", "Embed"),
      command: async (editor) => {
        const said = await embedDialog(editor, { url: "" })
        if (said?.url) insertBlock(editor, { type: "embed", attrs: { url: said.url } })
      },
    })
  },
})

const speakerDialog = updateAttrsDialog(
  { attribution: { type: "string", title: "Who says it", description: "(may be empty)" } },
  { title: "Pull quote", submitText: "OK" },
)

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "inline*",
  defining: true,

  addAttributes() {
    return {
      attribution: {
        default: null,
        parseHTML: (element) => element.querySelector("cite")?.textContent || null,
        renderHTML: () => ({}),
      },
    }
  },

  parseHTML() {
    const words = (aside) =>
      [...aside.querySelectorAll("p")].find((one) => !one.querySelector("cite")) ||
      document.createElement("p")
    return [{ tag: "aside[data-pull-quote]", contentElement: words }]
  },

  renderHTML({ node, HTMLAttributes }) {
    const speaker = node.attrs.attribution ? [["p", {}, ["cite", {}, node.attrs.attribution]]] : []
    return ["aside", mergeAttributes(HTMLAttributes, { "data-pull-quote": "" }), ["p", {}, 0], ...speaker]
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "pullQuote",
      groups: "library",
      button: buttons.material("campaign", "Pull quote"),
      active: (editor) => editor.isActive("pullQuote"),
      command: async (editor) => {
        if (!editor.isActive("pullQuote")) editor.chain().focus().setNode("pullQuote").run()
        const before = editor.getAttributes("pullQuote")
        const said = await speakerDialog(editor, { attribution: before.attribution || "" })
        if (said)
          editor
            .chain()
            .focus()
            .updateAttributes("pullQuote", { attribution: said.attribution || null })
            .run()
      },
    })
  },
})

// A random identifier (UUID version 4); crypto.randomUUID is missing where the page came over plain http.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

// The article's citations as they stand on the page: [{label, input}].
function citationsOnPage(rows) {
  const list = document.querySelectorAll(`[data-rows="${rows}"] [data-row]`)
  return [...list].flatMap((row, number) => {
    const source = row.querySelector(".row-source select option:checked")
    if (!source?.value) return []
    const role = row.querySelector(".row-role select option:checked")?.textContent || ""
    const title = row.querySelector(".row-title input")?.value || ""
    const label = [`${number + 1}. ${source.textContent.trim()}`, role, title].filter(Boolean).join(" – ")
    return [{ label, input: row.querySelector("[data-citation-row-id]") }]
  })
}

async function chooseCitation(editor, rows) {
  const known = citationsOnPage(rows)
  if (!known.length) {
    const title = "First add the source under “Sources and citations”."
    await updateAttrsDialog({}, { title, submitText: "OK" })(editor, {})
    return null
  }
  const field = { title: "This passage rests on", enum: known.map((one) => one.label) }
  const options = { title: "Citation", submitText: "Mark" }
  const said = await updateAttrsDialog({ citation: field }, options)(editor, { citation: known[0].label })
  const chosen = said && known.find((one) => one.label === said.citation)
  if (!chosen) return null
  if (!chosen.input.value) chosen.input.value = newId()
  return chosen.input.value
}

export const Citation = Mark.create({
  name: "citation",
  inclusive: false,

  addOptions() {
    return { rows: "citations" }
  },

  addAttributes() {
    return stored("citation", "data-citation-id")
  },

  parseHTML() {
    return [{ tag: "span[data-citation-id]" }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["span", mergeAttributes(HTMLAttributes), 0]
  },

  addMenuItems({ buttons, menu }) {
    const rows = this.options.rows
    menu.defineItem({
      name: "citation",
      groups: "citation",
      button: buttons.material("fact_check", "Mark a passage with its citation"),
      active: (editor) => editor.isActive("citation"),
      enabled: (editor) => !editor.state.selection.empty || editor.isActive("citation"),
      command: async (editor) => {
        if (editor.isActive("citation")) {
          editor.chain().focus().extendMarkRange("citation").unsetMark("citation").run()
          return
        }
        const { from, to } = editor.state.selection
        const citation = await chooseCitation(editor, rows)
        if (citation)
          editor.chain().focus().setTextSelection({ from, to }).setMark("citation", { citation }).run()
      },
    })
  },
})
