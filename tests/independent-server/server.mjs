// Serves the OpenAI protocol with a library that is not ours, and answers every comment with the first label that the
// request's own schema allows. Prints its address as the first line, and goes when standard input closes.
import { LLMock } from "@copilotkit/aimock";

const chosen = (schema, text) => {
  if (schema.enum) return schema.enum[0];
  if (schema.type === "number") return 0.5;
  if (schema.type === "object") {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [
        name,
        name === "quote" ? text.slice(0, 24).trim() : chosen(property, text),
      ]),
    );
  }
  return "";
};

const answer = (request) => {
  const schema = request.response_format.json_schema.schema;
  const item = schema.properties.results.items;
  const user = request.messages.at(-1).content;
  const comments = user
    .split("\n")
    .filter((line) => line.trim().startsWith("{"))
    .map((line) => JSON.parse(line.trim().replace(/,$/, "")));
  const results = comments.map(({ id, text }) => {
    const labels = Object.entries(item.properties)
      .filter(([name]) => name !== "id")
      .map(([name, property]) => [name, chosen(property, text)]);
    return { id, ...Object.fromEntries(labels) };
  });
  return { content: JSON.stringify({ results }) };
};

const server = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
server.on({ predicate: () => true }, answer);
await server.start();
console.log(server.url);
process.stdin.resume();
process.stdin.on("close", () => process.exit(0));
