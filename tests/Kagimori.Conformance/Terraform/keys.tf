resource "aws_kms_key" "primary" {
  description             = "A multi-Region key, ${var.step} step"
  multi_region            = true
  enable_key_rotation     = true
  rotation_period_in_days = local.first ? 180 : 270
  deletion_window_in_days = 7
  tags                    = { step = var.step, 鍵 = "値" }
}

resource "aws_kms_key_policy" "primary" {
  key_id = aws_kms_key.primary.id
  policy = data.aws_iam_policy_document.key.json
}

# The account, and a role and a user that Terraform makes in the same run.
data "aws_iam_policy_document" "key" {
  policy_id = "key-policy"

  statement {
    sid       = "Enable IAM User Permissions"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account}:root"]
    }
  }

  statement {
    sid       = "Use"
    actions   = local.first ? ["kms:Encrypt", "kms:Decrypt"] : ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.application.arn, aws_iam_role.application.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:purpose"
      values   = ["one", "two"]
    }
  }
}

resource "aws_kms_replica_key" "replica" {
  provider                = aws.abroad
  description             = "A replica, ${var.step} step"
  primary_key_arn         = aws_kms_key.primary.arn
  deletion_window_in_days = 7
  tags                    = { step = var.step }
}

# The policy stands in the key itself, in another order and spelling than the service keeps.
resource "aws_kms_key" "single" {
  description             = "A single-Region key"
  deletion_window_in_days = 7
  is_enabled              = local.first
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = {
      Resource  = ["*"]
      Effect    = "Allow"
      Action    = ["kms:*"]
      Principal = { AWS = local.account }
      Sid       = "Account"
    }
  })
}

resource "aws_kms_key" "signing" {
  description              = "A key pair"
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
  deletion_window_in_days  = 7
}

resource "aws_kms_key" "mac" {
  customer_master_key_spec = "HMAC_256"
  key_usage                = "GENERATE_VERIFY_MAC"
  deletion_window_in_days  = 7
}

resource "aws_kms_external_key" "imported" {
  description             = "Imported key material that expires, ${var.step} step"
  key_material_base64     = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
  valid_to                = var.valid_to
  enabled                 = true
  deletion_window_in_days = 7
  tags                    = { step = var.step }
}

resource "aws_kms_external_key" "waiting" {
  description             = "No key material yet"
  deletion_window_in_days = 7
}

resource "aws_kms_external_key" "primary" {
  description             = "Imported key material in two Regions"
  multi_region            = true
  key_material_base64     = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="
  enabled                 = true
  deletion_window_in_days = 7
}

resource "aws_kms_replica_external_key" "replica" {
  provider                = aws.abroad
  description             = "Its replica, ${var.step} step"
  primary_key_arn         = aws_kms_external_key.primary.arn
  key_material_base64     = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="
  enabled                 = true
  deletion_window_in_days = 7
  tags                    = { step = var.step }
}

resource "aws_kms_alias" "application" {
  name          = "alias/terraform/application"
  target_key_id = local.first ? aws_kms_key.primary.key_id : aws_kms_external_key.primary.id
}

resource "aws_kms_alias" "abroad" {
  provider      = aws.abroad
  name_prefix   = "alias/terraform-"
  target_key_id = aws_kms_replica_key.replica.arn
}

resource "aws_kms_grant" "role" {
  name               = "role"
  key_id             = aws_kms_key.primary.key_id
  grantee_principal  = aws_iam_role.application.arn
  retiring_principal = aws_iam_role.application.arn
  operations         = ["Encrypt", "Decrypt", "GenerateDataKey", "CreateGrant"]
  constraints {
    encryption_context_subset = { purpose = "grant" }
  }
}

resource "aws_kms_grant" "user" {
  provider          = aws.abroad
  key_id            = aws_kms_replica_key.replica.arn
  grantee_principal = aws_iam_user.application.arn
  operations        = ["DescribeKey"]
  retire_on_delete  = true
}
