import { documents, markdownOf } from "./markdown.ts";
import type { Rule } from "./rule.ts";

/** Change notes and forms are parts of another page. */
const isPart = (path: string) => path.startsWith(".changeset/") || path.startsWith(".github/");

export const markdownTitle: Rule = {
  name: "markdown-title",
  reason: "A page has one title, and it stands first: `# Title`.",
  find: (tree) =>
    documents(tree)
      .filter(({ path }) => !isPart(path))
      .flatMap((file) => {
        const { headings } = markdownOf(file);
        const titles = headings.filter(({ depth }) => depth === 1);
        const [first] = headings;
        if (titles.length === 1 && first?.depth === 1) return [];
        const line = titles[1]?.line ?? 1;
        return [{ path: file.path, line, message: `${titles.length} titles, or not first` }];
      }),
  good: [
    { "README.md": "# Quad\n\n## Start\n" },
    { ".changeset/first.md": "A sentence.\n" },
    { "README.md": "# Quad\n\n```sh\n# a comment of the shell\n```\n" },
  ],
  bad: [
    { sample: { "README.md": "Quad\n" }, finds: ["README.md:1"] },
    { sample: { "README.md": "# Quad\n\n# Start\n" }, finds: ["README.md:3"] },
    { sample: { "README.md": "## Start\n\n# Quad\n" }, finds: ["README.md:1"] },
  ],
};
