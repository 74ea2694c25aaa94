/** The function that repairs what was lost: missing starts, lost events and ineffective stops. */
package dev.errand.functions.reconciler;
