/** The call of a form in other languages. */

export function curl(body, origin) {
  return `curl ${origin}/v1/reports \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' \\
  -H "Idempotency-Key: $(uuidgen)" \\
  --data-binary @- <<'JSON'
${body}
JSON`;
}

export function command(body) {
  return `./errand submit - --follow <<'JSON'
${body}
JSON`;
}

export function java(body, origin) {
  const text = body
    .replaceAll('\\', '\\\\')
    .replaceAll('"""', '\\"""')
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  return `HttpRequest request =
    HttpRequest.newBuilder(URI.create("${origin}/v1/reports"))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .POST(HttpRequest.BodyPublishers.ofString("""
${text}
    """))
        .build();
HttpResponse<String> response =
    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());`;
}
