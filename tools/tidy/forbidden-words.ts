import type { Finding, Rule } from "./rule.ts";
import type { TreeFile } from "./tree.ts";

/** What must not appear, and why. */
const forbidden: readonly { readonly words: RegExp; readonly why: string }[] = [
  { words: /\bregistry\.[a-z]+js\.\w+|\bnpmmirror\b/, why: "the reader chooses the registry" },
  { words: /(?<![\w.$}])\/(work|root|home\/\w+|Users\/\w+)\//, why: "a path of one machine" },
  { words: /\b(this|last|previous|next) (coding )?session\b/i, why: "say what is true, not when" },
  { words: /\b(issue|ticket) #?\d+\b/i, why: "say what it is about" },
  { words: /\b(as requested|per the brief|as instructed)\b/i, why: "say why it is good" },
  { words: /\b(chatgpt|copilot|claude|language model)\b/i, why: "the author is who commits" },
];

export const forbiddenWords: Rule = {
  name: "forbidden-words",
  reason: "The repository speaks to strangers, of the code, and runs on their machines.",
  find: ({ files }) => files.flatMap(findWords),
  good: [
    { "src/a.ts": 'const root = "/";\nconst url = "https://example.org/work/1";' },
    { "README.md": "# A\n\nThe session cookie expires. The next issue of the journal." },
  ],
  bad: [
    { sample: { "a.json": '"https://registry.npmjs.org/a"' }, finds: ["a.json:1"] },
    { sample: { "src/a.ts": '\nconst folder = "/work/main/a";' }, finds: ["src/a.ts:2"] },
    { sample: { "src/a.ts": "// Needs /root/.npmrc" }, finds: ["src/a.ts:1"] },
    { sample: { "README.md": "# A\n\nIn this session we" }, finds: ["README.md:3"] },
    { sample: { "README.md": "# A\n\nAs issue 12 asks" }, finds: ["README.md:3"] },
    { sample: { "README.md": "# A\n\nDone as requested." }, finds: ["README.md:3"] },
    { sample: { "README.md": "# A\n\nWritten with Copilot." }, finds: ["README.md:3"] },
  ],
};

function findWords({ path, text }: TreeFile): Finding[] {
  return text.split("\n").flatMap((content, index) =>
    forbidden.flatMap(({ words, why }) => {
      const [found] = words.exec(content) ?? [];
      return found ? [{ path, line: index + 1, message: `"${found}": ${why}` }] : [];
    }),
  );
}
