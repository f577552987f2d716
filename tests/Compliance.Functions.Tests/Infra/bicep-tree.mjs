// Reads Bicep, a JSON string on a line, and answers each line with one: the tree as [kind, start, end, [parts]], or where the grammar gave up.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const packages = process.argv[2];
const { Parser, Language } = await import(pathToFileURL(`${packages}/web-tree-sitter/web-tree-sitter.js`));
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(`${packages}/tree-sitter-bicep/tree-sitter-bicep.wasm`));

const broken = (node) => (node.isError || node.isMissing ? node : node.children.map((child) => (child.hasError || child.isMissing ? broken(child) : null)).find(Boolean));
const piece = (node) => [node.type, node.startIndex, node.endIndex, node.namedChildren.map(piece)];

for await (const line of createInterface({ input: process.stdin })) {
  const { rootNode } = parser.parse(JSON.parse(line));
  const at = broken(rootNode);
  console.log(JSON.stringify(at ? { line: at.startPosition.row + 1 } : { tree: piece(rootNode) }));
}
