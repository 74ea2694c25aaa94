package dev.errand.states.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.jsonata.JsonataExpression;
import dev.errand.states.jsonata.JsonataProblems;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads templates of JSONata. */
record JsonataTemplateReader(JsonataProblems problems) {

  PayloadTemplate read(JsonNode node, String field) {
    if (node.isTextual() && JsonataExpression.isExpression(node.textValue())) {
      return JsonataExpression.read(node.textValue(), field, problems)
          .<PayloadTemplate>map(PayloadTemplate.Query::new)
          .orElseGet(() -> new PayloadTemplate.Constant(node));
    }
    if (!node.isObject()) {
      return PayloadTemplateReader.elements(
          node, (element, index) -> read(element, field + "[" + index + "]"));
    }
    Map<String, PayloadTemplate> fields = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry ->
                fields.put(entry.getKey(), read(entry.getValue(), field + "/" + entry.getKey())));
    return new PayloadTemplate.Fields(fields);
  }
}
