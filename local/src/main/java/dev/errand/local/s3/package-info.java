/** S3Proxy as a part of the stage: Amazon S3's API over plain files. */
package dev.errand.local.s3;
