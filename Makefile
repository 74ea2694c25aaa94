# The daily commands; each is one line that can be typed as well.
.PHONY: build test module it verify slowest format demo up clean

build: ; mvn -q -DskipTests package
test: ; mvn test
# make module M=worker: the unit tests of one module
module: ; mvn -pl $(M) -am -Dtest.jvms=2 -Dtest='dev/errand/$(subst -,,$(M))/**/*Test' -Dsurefire.failIfNoSpecifiedTests=false test
# make it TEST=KillIT: one integration test, with everything that it starts
it: ; mvn -Dtest=none -Dit.test='$(TEST)' -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false verify
verify: ; mvn verify
# verify with more of what is random: kills of a worker, and reports in the run with every fault at once
thorough: ; mvn -Derrand.kills=50 -Derrand.chaos-reports=100 verify
slowest: ; python3 bench/loop/slowest.py
format: ; mvn -q -N spotless:apply
demo: ; ./errand demo
up: ; ./errand up
clean: ; mvn -q clean
