/**
 * What is deployed, checked without deploying it: the template as written, the CloudFormation that
 * SAM makes of it ({@code deploy/cloudformation.json}), and the state machine's definition.
 */
package dev.errand.deploy;
