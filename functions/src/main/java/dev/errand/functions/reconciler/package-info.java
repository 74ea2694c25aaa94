/**
 * The function that repairs what was lost: starts that did not happen, events that never came,
 * stops that were not heard.
 */
package dev.errand.functions.reconciler;
