# Two Regions of one server, both with the session of a role; who assumes it is in the environment.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "endpoint" {
  type = string
}

variable "role" {
  type = string
}

# "first", then "second": what that changes is changed in place.
variable "step" {
  type    = string
  default = "first"
}

# When the imported key material expires; at most a year from now.
variable "valid_to" {
  type = string
}

provider "aws" {
  region = "eu-central-1"
  assume_role {
    role_arn     = var.role
    session_name = "terraform"
  }
  endpoints {
    kms = var.endpoint
    iam = var.endpoint
    sts = var.endpoint
  }
  default_tags {
    tags = { managed-by = "terraform" }
  }
}

provider "aws" {
  alias  = "abroad"
  region = "ap-northeast-1"
  assume_role {
    role_arn     = var.role
    session_name = "terraform"
  }
  endpoints {
    kms = var.endpoint
    iam = var.endpoint
    sts = var.endpoint
  }
}

data "aws_caller_identity" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  first   = var.step == "first"
}
