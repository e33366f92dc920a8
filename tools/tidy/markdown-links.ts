import { posix } from "node:path";
import { documents, markdownOf } from "./markdown.ts";
import type { Rule } from "./rule.ts";
import type { Tree, TreeFile } from "./tree.ts";

export const markdownLinks: Rule = {
  name: "markdown-links",
  reason:
    "A link leads somewhere: to a file or folder of the repository, to a heading that exists.",
  find: (tree) =>
    documents(tree).flatMap((file) =>
      markdownOf(file).links.flatMap(({ href, line }) => {
        const problem = problemOf(tree, file, href);
        return problem ? [{ path: file.path, line, message: `${href}: ${problem}` }] : [];
      }),
    ),
  good: [
    {
      "README.md": "[a](docs/a.md#the-bus) [b](#quad) [c](docs)\n\n# Quad",
      "docs/a.md": "# The bus",
    },
    { "docs/a.md": "[up](../README.md)\n[web](https://example.org/x#y)", "README.md": "" },
    { "README.md": "```md\n[not](a-link.md)\n```" },
  ],
  bad: [
    { sample: { "README.md": "One\n\n[a](gone.md)" }, finds: ["README.md:3"] },
    { sample: { "README.md": "[a](#gone)" }, finds: ["README.md:1"] },
    { sample: { "README.md": "[a](a.md#gone)", "a.md": "# A" }, finds: ["README.md:1"] },
    { sample: { "README.md": "![a](gone.png)" }, finds: ["README.md:1"] },
    { sample: { "README.md": "[a](/docs/a.md)", "docs/a.md": "# A" }, finds: ["README.md:1"] },
  ],
};

function problemOf(tree: Tree, from: TreeFile, href: string): string | null {
  if (/^[a-z]+:/.test(href)) return null;
  if (href.startsWith("/")) return "links are relative to the page";
  const [target = "", anchor] = href.split("#");
  const path = target === "" ? from.path : posix.join(posix.dirname(from.path), target);
  const file = tree.file(path);
  if (!file) return anchor === undefined && isFolder(tree, path) ? null : "no such file";
  if (anchor === undefined) return null;
  const anchors = markdownOf(file).headings.map((heading) => heading.anchor);
  return anchors.includes(anchor) ? null : "no such heading";
}

function isFolder(tree: Tree, path: string): boolean {
  const folder = path === "." ? "" : `${path.replace(/\/$/, "")}/`;
  return tree.files.some((file) => file.path.startsWith(folder));
}
