// Text from documents is hostile: no way may exist by which it becomes markup, code or style.
import tseslint from "typescript-eslint";

const MARKUP = "Text reaches the page by textContent or append alone.";
const markup = ["innerHTML", "outerHTML", "srcdoc"].map((name) => ({
  selector: `MemberExpression[property.name='${name}'], MemberExpression[property.value='${name}']`,
  message: MARKUP,
}));
const calls = [
  "insertAdjacentHTML",
  "createContextualFragment",
  "parseFromString",
  "setHTMLUnsafe",
  "write",
  "writeln",
].map((name) => ({ selector: `CallExpression[callee.property.name='${name}']`, message: MARKUP }));

export default tseslint.config(
  { ignores: ["node_modules/", ".build/"] },
  {
    files: ["src/**/*.ts", "tests/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", 250],
      "no-eval": "error",
      "no-implied-eval": "off",
      "@typescript-eslint/no-implied-eval": "error",
      "no-script-url": "error",
      "no-restricted-syntax": ["error", ...markup, ...calls],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["tests/**/*.ts"],
    // node:test gives promises that nobody waits for.
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
);
