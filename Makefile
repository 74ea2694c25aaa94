# The daily commands; each is one line that can be typed as well.
.PHONY: build test verify format demo up clean

build: ; mvn -q -DskipTests package
test: ; mvn test
verify: ; mvn verify
format: ; mvn -q spotless:apply
demo: ; ./errand demo
up: ; ./errand up
clean: ; mvn -q clean
