package dev.errand.cli;

import dev.errand.cli.access.Access;
import dev.errand.cli.access.AccessFinder;
import dev.errand.cli.access.AccessOptions;
import java.io.IOException;
import java.util.Optional;

/** The arguments of {@code errand list}. */
record ListRequest(
    AccessOptions choice, ReportListing.Criteria criteria, OutputForm form, boolean quiet) {

  void run(CommandContext context) throws IOException, InterruptedException {
    Access access =
        new AccessFinder(context.variables(), context.calls()).find(choice, Optional.empty());
    ReportListing.Found found =
        new ReportListing(AccessArguments.api(context, access)).find(criteria);
    found.answer().print(context.out(), form, quiet);
    if (form == OutputForm.TABLE && !quiet) {
      Optional<String> remark = found.remark(criteria);
      if (remark.isPresent()) {
        context.errors().line(remark.get());
      }
    }
  }
}
