package dev.errand.local.template;

/**
 * A secret of Secrets Manager whose text is generated.
 *
 * @param length of the text, in letters and digits; by default 32, as for CloudFormation
 */
public record SecretSpec(String name, String arn, int length) {}
