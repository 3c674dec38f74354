resource "aws_iam_user" "application" {
  name                 = local.first ? "application" : "renamed"
  path                 = "/terraform/"
  permissions_boundary = aws_iam_policy.boundary.arn
  force_destroy        = true
  tags                 = { team = "blue" } # The provider tags a renamed user before it renames it, so these stay.
}

resource "aws_iam_access_key" "application" {
  user   = aws_iam_user.application.name
  status = local.first ? "Active" : "Inactive"
}

resource "aws_iam_user_policy" "application" {
  name   = "list-keys"
  user   = aws_iam_user.application.name
  policy = data.aws_iam_policy_document.list.json
}

resource "aws_iam_user_policy_attachment" "application" {
  user       = aws_iam_user.application.name
  policy_arn = aws_iam_policy.use.arn
}

data "aws_iam_policy_document" "list" {
  statement {
    actions   = local.first ? ["kms:ListKeys"] : ["kms:ListKeys", "kms:ListAliases"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "boundary" {
  name        = "boundary"
  path        = "/terraform/"
  description = "What the application may do at most"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "kms:*", Resource = "*" }]
  })
}

resource "aws_iam_policy" "use" {
  name_prefix = "use-"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = local.first ? ["kms:DescribeKey"] : ["kms:DescribeKey", "kms:GetPublicKey"]
      Resource = "arn:aws:kms:*:${local.account}:key/*"
    }]
  })
  tags = { step = var.step }
}

resource "aws_iam_role" "application" {
  name                 = "application"
  description          = "The application's role, ${var.step} step"
  max_session_duration = local.first ? 3600 : 7200
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = aws_iam_policy.boundary.arn
  tags                 = { step = var.step }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = local.first ? ["sts:AssumeRole"] : ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.application.arn]
    }
  }
}

resource "aws_iam_role_policy" "application" {
  name   = "list-keys"
  role   = aws_iam_role.application.id
  policy = data.aws_iam_policy_document.list.json
}

resource "aws_iam_role_policy_attachment" "application" {
  role       = aws_iam_role.application.name
  policy_arn = aws_iam_policy.use.arn
}

resource "aws_iam_group" "applications" {
  name = local.first ? "applications" : "all-applications"
  path = "/terraform/"
}

resource "aws_iam_group_membership" "applications" {
  name  = "applications"
  group = aws_iam_group.applications.name
  users = [aws_iam_user.application.name]
}

resource "aws_iam_user_group_membership" "application" {
  user   = aws_iam_user.application.name
  groups = [aws_iam_group.others.name]
}

resource "aws_iam_group" "others" {
  name = "others"
}

resource "aws_iam_group_policy" "others" {
  name   = "list-keys"
  group  = aws_iam_group.others.name
  policy = data.aws_iam_policy_document.list.json
}

resource "aws_iam_group_policy_attachment" "others" {
  group      = aws_iam_group.others.name
  policy_arn = aws_iam_policy.use.arn
}

# A policy of AWS, which Terraform looks for by its name.
resource "aws_iam_role_policy_attachment" "keys" {
  role       = aws_iam_role.application.name
  policy_arn = data.aws_iam_policy.keys.arn
}

data "aws_iam_policy" "keys" {
  name = "AWSKeyManagementServicePowerUser"
}

data "aws_iam_role" "application" {
  name = aws_iam_role.application.name
}

data "aws_iam_user" "application" {
  user_name = aws_iam_user.application.name
}

data "aws_iam_group" "applications" {
  group_name = aws_iam_group_membership.applications.group
}

data "aws_iam_access_keys" "application" {
  user = aws_iam_access_key.application.user
}

data "aws_iam_policy" "use" {
  arn = aws_iam_policy.use.arn
}
