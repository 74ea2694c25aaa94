package dev.errand.cli;

import dev.errand.cli.access.Access;
import dev.errand.cli.access.AccessFinder;
import dev.errand.cli.access.Choice;
import java.io.IOException;
import java.util.Optional;

/** What {@code errand list} is asked for. */
record ListRequest(Choice choice, ReportListing.Wish wish, OutputForm form, boolean quiet) {

  void run(Surroundings surroundings) throws IOException, InterruptedException {
    Access access =
        new AccessFinder(surroundings.variables(), surroundings.calls())
            .find(choice, Optional.empty());
    ReportListing.Found found =
        new ReportListing(AccessArguments.api(surroundings, access), access).find(wish);
    found.answer().print(surroundings.out(), form, quiet);
    if (form == OutputForm.TABLE && !quiet) {
      Optional<String> remark = found.remark(wish);
      if (remark.isPresent()) {
        surroundings.errors().line(remark.get());
      }
    }
  }
}
