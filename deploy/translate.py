"""Prints what SAM makes of template.yaml: the CloudFormation template that is deployed, as JSON.

Needs no network: samtranslator comes with cfn-lint (pip install cfn-lint).

    python3 deploy/translate.py > deploy/cloudformation.json
"""

import json
import re
import sys
from pathlib import Path

import cfnlint.decode.cfn_yaml
import samtranslator
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

ROOT = Path(__file__).resolve().parent.parent

MANAGED_POLICIES = {
    "AWSXRayDaemonWriteAccess": "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
    "AWSXrayWriteOnlyAccess": "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess",
}


class Session:
    """What the translator wants of boto3: where the stack goes."""

    region_name = "eu-central-1"


def uploaded(template):
    """The template as `sam deploy` hands it over: local files replaced by where they were put."""
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/functions.zip"
    for resource in template["Resources"].values():
        if "DefinitionUri" in resource.get("Properties", {}):
            resource["Properties"]["DefinitionUri"] = "s3://bucket/definition.json"
    return template


def translated(path):
    template = uploaded(json.loads(json.dumps(cfnlint.decode.cfn_yaml.load(str(path)))))
    values = {name: p.get("Default", name) for name, p in template["Parameters"].items()}
    translator = Translator(MANAGED_POLICIES, Parser(), boto_session=Session())
    result = translator.translate(template, values)
    result["Metadata"] = {"Translator": "aws-sam-translator " + samtranslator.__version__}
    # a version's name carries a hash of all that can change in it: noise in a review
    return re.sub(r"(FunctionVersion)[0-9a-f]{10}\b", r"\1", json.dumps(result, indent=1, sort_keys=True))


if __name__ == "__main__":
    print(translated(sys.argv[1] if len(sys.argv) > 1 else ROOT / "template.yaml"))
