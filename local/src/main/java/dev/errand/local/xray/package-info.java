/** AWS X-Ray of the stage. */
package dev.errand.local.xray;
