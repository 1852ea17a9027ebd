/**
 * Invoices, credit notes, pro-formas, receipts and statements: taxes, gap-free numbers, settlement,
 * and the pages and PDFs they are shown as.
 */
@NullMarked
@NamedInterface("documents")
package io.washa.billing.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
