import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { type ConformanceSuite, Stage, temporaryFolder } from "../src/index.ts";
import { promiseColumn, readPromiseColumn } from "../src/promise-table.ts";

const folder = temporaryFolder();
const readme = pathToFileURL(join(folder, "README.md"));
writeFileSync(
  readme,
  `# A port

| other | table |
| --- | --- |
| keeping | all |

| promise | checks | memory | engine |
| --- | --- | --- | --- |
| \`durable\` | | no | yes |
| keeping | 2 | 1: supports.durable is false | all |
| crashing | 1 | 0: nothing can crash here | 0: nothing can crash here |

| promise | elsewhere |
| --- | --- |
`,
);

function placeOf(durable: boolean) {
  const nothing = async () => {};
  return { open: () => ({ supports: { durable }, start: nothing, stop: nothing }) };
}

const suite: ConformanceSuite<Stage<ReturnType<typeof placeOf>>, "durable" | "crash"> = {
  port: "port",
  readme,
  topics: {
    keeping: [
      { name: "keeps", run: async () => {} },
      { name: "keeps for ever", needs: "durable", run: async () => {} },
    ],
    crashing: [{ name: "crashes", needs: ["crash", "durable"], run: async () => {} }],
  },
  stage: Stage,
  otherNeeds: { crash: () => "nothing can crash here" },
};

test.each([
  ["memory", false],
  ["engine", true],
])("the column of %s tells what is supported and which checks apply", async (title, durable) => {
  const column = promiseColumn(suite, new Stage(placeOf(durable)));
  expect(await readPromiseColumn(readme, title)).toEqual(column);
});

test("an adapter without a column is told where it belongs", async () => {
  await expect(readPromiseColumn(readme, "unheard of")).rejects.toThrow("README.md");
});
