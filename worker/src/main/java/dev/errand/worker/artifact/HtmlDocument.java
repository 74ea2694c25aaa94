package dev.errand.worker.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What every {@code report.html} has. It loads no other resource and has no script. */
final class HtmlDocument {

  private HtmlDocument() {}

  /** Begins a document, up to its title. */
  static Html begin(String title) throws IOException {
    Html document = new Html();
    document.add(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{}</title>
        <style>""",
        title);
    document.add(css());
    document.add("</style>\n</head>\n<body>\n<header><h1><bdi>{}</bdi></h1>", title);
    return document;
  }

  /** Adds a number and what it counts. */
  static void figure(Html figures, String number, String words) {
    figures.add("<div><strong>{}</strong><span>{}</span></div>", number, words);
  }

  private static String css() throws IOException {
    try (InputStream css = HtmlDocument.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
