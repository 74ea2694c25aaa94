/** What a function does around the snapshot that Lambda SnapStart restores it from. */
package dev.errand.functions.snapstart;
