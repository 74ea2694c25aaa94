/** The function that repairs what was lost: starts that did not happen, events that never came. */
package dev.errand.functions.reconciler;
